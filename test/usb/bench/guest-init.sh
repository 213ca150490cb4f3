#!/bin/busybox sh
# First process of the bench's guest: loads the modules, makes the host's root its own (read-only, with folders of its
# own for what changes), runs the job from the shared folder and switches off.
/bin/busybox mkdir -p /proc /sys /dev /host
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev

for module in $(cat /modules.order); do
  insmod "/modules/$module" || echo "guest: $module did not load"
done

share=trans=virtio,version=9p2000.L,msize=262144
mount -t 9p -o "$share,cache=loose,ro" hostroot /host || { echo 'guest: no host root'; poweroff -f; }
mount -t proc proc /host/proc
mount -t sysfs sys /host/sys
mount -t devtmpfs dev /host/dev
mount -t tmpfs tmpfs /host/tmp
mount -t tmpfs tmpfs /host/run

# A checkout below a folder that the guest has of its own is shared once more, at its place.
project=$(sed -n 's/.*\bproject=\([^ ]*\).*/\1/p' /proc/cmdline)
if [ ! -e "/host$project/package.json" ]; then
  mkdir -p "/host$project"
  mount -t 9p -o "$share,cache=loose,ro" project "/host$project" || echo 'guest: no project'
fi
mkdir -p /host/tmp/bench
mount -t 9p -o "$share,cache=none" bench /host/tmp/bench || { echo 'guest: no shared folder'; poweroff -f; }

ifconfig lo 127.0.0.1 up
ifconfig eth0 10.0.2.15 netmask 255.255.255.0 up
route add default gw 10.0.2.2

echo "guest: ready after $(cut -d' ' -f1 /proc/uptime) s"
chroot /host /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp TMPDIR=/tmp /bin/sh /tmp/bench/job.sh
echo "$?" > /host/tmp/bench/exit-code
sync
poweroff -f
