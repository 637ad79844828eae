"""The app: the face most people know. Every screen reads the transcript and drives a `play.practice.Practice`; nothing here decides."""
