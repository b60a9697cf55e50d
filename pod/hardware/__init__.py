"""What people touch: links, codecs, drivers, clock maps, simulators."""
