"""Line mode: the same runs over standard input and output, for screen readers, pipes and old terminals."""
