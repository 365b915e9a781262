using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that act as another user, change the machine, or handle keys.</summary>
internal static class Administration
{
    private const string ActsAsAnother = "it acts as another user";
    private const string ChangesMachine = "it can change the machine";
    private const string HandlesKeys = "it handles keys";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("sudo doas pkexec gosu su-exec setpriv capsh") { Wraps = true, Reaches = ActsAsAnother },
        new("su runuser") { Wraps = true, TakesScripts = true, Reaches = ActsAsAnother },
        new("visudo passwd chsh usermod useradd userdel groupadd") { Reaches = ActsAsAnother },
        new("machinectl") { Wraps = true },
        new("chroot nsenter") { Wraps = true, Reaches = ChangesMachine },
        new("mount umount insmod modprobe rmmod iptables nft ip6tables swapoff swapon losetup cryptsetup lvremove "
            + "vgremove pvcreate zpool zfs parted fdisk kexec update-alternatives setcap sysctl "
            + "dpkg rpm")
        {
            Reaches = ChangesMachine,
        },
        new("gpg gpg2 ssh-add ssh-keygen pass secret-tool keyctl security vault op bw age sops")
        {
            Reaches = HandlesKeys,
        },
    ];
}
