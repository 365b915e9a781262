namespace AgentGateway.Runtime.Modules;

/// <summary>
/// The gateway's own program, for what only a process of its own can do: with the word <c>sandbox-net</c> it makes
/// namespaces, with <c>adopting</c> it becomes a program that adopts orphans.
/// </summary>
/// <param name="Words">The file to execute and its first arguments; empty where there is none.</param>
public sealed record OwnProgram(IReadOnlyList<string> Words)
{
    /// <summary>The variables by which the program finds its runtime.</summary>
    /// <param name="environment">The daemon's own environment.</param>
    public static IEnumerable<KeyValuePair<string, string>> Needed(IReadOnlyDictionary<string, string> environment) =>
        environment.Where(variable => variable.Key.StartsWith("DOTNET_ROOT", StringComparison.Ordinal));
}
