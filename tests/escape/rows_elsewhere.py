"""Why some of the ways out cannot be tried, or not wholly, by `make escape`."""

FOR_THE_IMAGE = {
    3: "a virtual screen has no terminals: mask gettys, cage without -s, DontVTSwitch",
    4: "the X server of the image: DontZap, no terminate: option",
    5: "the kernel's own: kernel.sysrq=0",
    6: "systemd's own: mask ctrl-alt-del.target, CtrlAltDelBurstAction=none",
    16: "the printer's queue: one fixed device, nothing that prints to a file",
    22: "no other program is shipped that could listen for them",
    23: "which keyboards may be plugged in at all: USBGuard, authorized_default=0",
    24: "no automounting, usb-storage off unless staff export",
    27: "loader and initrd: Secure Boot, fixed command line, no rescue shell",
    29: "the unit's fixed Environment= and the Qt plug-ins that are left out",
    31: "logind: HandlePowerKey=ignore and the like",
    34: "no screensaver is shipped; the compositor has none",
}
BY_HAND = {
    10: "a real glass's driver may make gestures of its own",
    21: "the switches and firmware of a real keyboard",
    23: "a real stick that types, at every socket",
    25: "a real second screen and its rotation",
    26: "a real cable: connector, kernel and compositor together",
    27: "UEFI password and boot order; the plug itself",
}
WHY = {"V": FOR_THE_IMAGE, "M": BY_HAND}
