"""The parts of the staff's room: one file each that declares `PART`, nothing else."""
