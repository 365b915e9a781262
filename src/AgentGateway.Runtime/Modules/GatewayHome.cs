namespace AgentGateway.Runtime.Modules;

/// <summary>Where the gateway lives on this machine.</summary>
/// <param name="DataDirectory">
/// The daemon's own directory, which no workspace and no file tool reaches; null where there is none.
/// </param>
/// <param name="Environment">
/// The daemon's own environment; programs that it runs for others inherit the variables that are allowed by name.
/// </param>
public sealed record GatewayHome(string? DataDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The folder of the daemon's program, to which no tool writes; null where it is not protected.</summary>
    public string? ProgramDirectory { get; init; }
}
