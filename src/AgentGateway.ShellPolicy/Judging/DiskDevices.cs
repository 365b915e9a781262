namespace AgentGateway.ShellPolicy.Judging;

/// <summary>Devices behind which whole disks or the memory lie.</summary>
internal static class DiskDevices
{
    private const string Devices = "/dev/";

    private static readonly string[] Beginnings =
    [
        "sd", "hd", "vd", "xvd", "nvme", "mmcblk", "dm-", "mapper/", "disk/", "loop", "md", "mem", "kmem", "port",
        "nbd", "sr",
    ];

    public static bool Contain(string path) =>
        path.StartsWith(Devices, StringComparison.Ordinal)
        && Beginnings.Any(beginning => path.AsSpan(Devices.Length).StartsWith(beginning, StringComparison.Ordinal));
}
