using System.Diagnostics;
using AgentGateway.Domain.Policy;
using AgentGateway.ShellPolicy;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// Has a command read by the shell reader and says what was found in the words of policy. The reader and policy know
/// nothing of each other; the one table of path zones is policy's.
/// </summary>
internal static class CommandReading
{
    /// <param name="workspace">The one that <see cref="CallWorkspace"/> tells.</param>
    public static CommandFindings Read(ShellCommand command, PathZones zones, string? workspace)
    {
        var found = ShellReader.Read(command, MachineOf(zones, workspace));
        return new(
            found.Commands,
            [.. found.Paths.Select(path => new PathFact(path.Written, path.Absolute, UseOf(path.Use)))],
            found.Facts)
        {
            HardDeny = found.HardDeny,
            ReadsGateway = found.ReadsGateway,
            Argv = found.Argv,
        };
    }

    /// <summary>The absolute paths that a command names, of which the gate looks up where they really lead.</summary>
    public static IReadOnlyList<string> Mentions(ShellCommand command, PathZones zones) =>
        ShellReader.Mentions(command, MachineOf(zones, null));

    /// <summary>The files that its words may name, whether they exist or not.</summary>
    public static IReadOnlyList<ShellFile> Files(ShellCommand command, PathZones zones) =>
        ShellReader.Files(command, MachineOf(zones, null));

    private static ShellMachine MachineOf(PathZones zones, string? workspace) =>
        new(zones.Home, zones.Gateway, ZonesOf(zones, workspace))
        {
            Program = zones.Program, Workspace = workspace, User = zones.User, DaemonProcess = zones.DaemonProcess,
        };

    private static ShellPathZones ZonesOf(PathZones zones, string? workspace) =>
        new(path => ZoneOf(zones.ZoneOf(path, workspace)), SecretPaths.Looks, SecretPaths.Names)
        {
            RunsLater = path => zones.RunsLater(path, workspace),
            RunsLaterAtHome = path => HomePaths.Contains(path, zones.Home),
        };

    private static ShellPathZone ZoneOf(PathZone zone) => zone switch
    {
        PathZone.Workspace => ShellPathZone.Workspace,
        PathZone.Temporary => ShellPathZone.Temporary,
        PathZone.Outside => ShellPathZone.Outside,
        PathZone.Secret => ShellPathZone.Secret,
        PathZone.Home => ShellPathZone.Home,
        PathZone.Root => ShellPathZone.Root,
        PathZone.Gateway => ShellPathZone.Gateway,
        _ => throw new UnreachableException(),
    };

    private static PathUse UseOf(ShellPathUse use) => use switch
    {
        ShellPathUse.Read => PathUse.Read,
        ShellPathUse.Write => PathUse.Write,
        ShellPathUse.Delete => PathUse.Delete,
        _ => throw new UnreachableException(),
    };
}
