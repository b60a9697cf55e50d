"""What Harp boards share (profile of Harp 8-bit, protocol 1.13); drivers are beside."""
