using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Gate;

/// <summary>The path zones of this computer, made of the daemon's own environment.</summary>
public static class LocalPathZones
{
    /// <param name="program">The folder of the daemon's program; null where it is not protected.</param>
    /// <param name="gateway">The daemon's own directories.</param>
    public static PathZones Of(string? program, params IEnumerable<string?> gateway) => new(
        Real(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : "/"),
        [.. gateway.OfType<string>().Select(Real).Distinct()],
        [.. new[]
        {
            "/tmp",
            "/var/tmp",
            Path.GetTempPath().TrimEnd('/'),
        }.Where(path => path.Length > 1).Select(Real).Distinct()])
    {
        Program = program is null ? [] : [Real(program.TrimEnd('/'))],
        User = Environment.UserName,
        DaemonProcess = Environment.ProcessId,
    };

    private static string Real(string path) => RealPath.Leading(Path.GetFullPath(path)) ?? Path.GetFullPath(path);
}
