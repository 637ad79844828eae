"""The room on a LAN: an ASGI app for phones, the projector and the facilitator's own phone, served from the laptop's process."""
