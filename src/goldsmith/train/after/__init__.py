"""What is checked when training has ended, each in a process of its own."""
