using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Paths;

/// <summary>
/// The zone of a path of which some characters are patterns: the worst that the pattern may expand to.
/// </summary>
internal static class PatternZones
{
    private const int SecretLettersMin = 2;

    /// <param name="path">Normal but for its <see cref="Marks"/>.</param>
    public static ShellPathZone ZoneOf(string path, ShellMachine machine)
    {
        if (!Marks.In(path)) return machine.Zones.ZoneOf(path);
        if (machine.Gateway.Any(directory => PathPattern.MayLieIn(path, directory))) return ShellPathZone.Gateway;
        if (machine.Zones.LooksSecret(path) || path.Split('/').Any(name => MayBeSecret(name, machine.Zones)))
            return ShellPathZone.Secret;
        var directory = PathText.Normal(path[..path.LastIndexOf('/', PathPattern.Begins(path))]);
        if (directory == "/") return ShellPathZone.Outside;

        // What lies in the home directory is not the home directory itself.
        var zone = machine.Zones.ZoneOf(directory);
        if (zone != ShellPathZone.Home) return zone;
        return machine.Workspace is { } workspace && PathText.IsInside(workspace, directory)
            ? ShellPathZone.Workspace
            : ShellPathZone.Outside;
    }

    /// <summary>
    /// Whether a name with a pattern in it, of which some letters are written, may expand to the name of a secret.
    /// </summary>
    private static bool MayBeSecret(string name, ShellPathZones zones) =>
        Marks.In(name)
        && name.Count(character => !Marks.Is(character)) >= SecretLettersMin
        && zones.SecretNames.Any(known => known[0] is '.' or 'i' && ShellPattern.Fits(name, known));
}
