"""What Cedrus pads of both generations share; the drivers are beside this folder."""
