"""Run the pod: `pod`, or `python -m pod`."""

from pod.cli.group import main

if __name__ == "__main__":
    main()
