using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Sessions;

/// <summary>
/// What a session runs and where, resolved: nothing of it depends on a default any more. Values of the environment and
/// the scripts are kept elsewhere, sealed.
/// </summary>
/// <param name="EnvironmentNames">Names of the variables that were given.</param>
/// <param name="Backend">pty or tmux.</param>
/// <param name="Sandbox">The name of its <see cref="SandboxProfile"/>; older ones say none, bwrap or strict.</param>
public sealed record SessionSpec(
    string Program,
    ImmutableArray<string> Arguments,
    string Directory,
    string? Workspace,
    ImmutableArray<string> EnvironmentNames,
    string Backend,
    string Sandbox,
    int Columns)
{
    /// <summary>What the program may reach.</summary>
    [JsonIgnore]
    public SandboxProfile Profile => SandboxProfiles.OfStored(Sandbox);

    /// <summary>The workspace's directory that a sandbox shows; null where there is none.</summary>
    public string? Root { get; init; }

    public int Rows { get; init; }

    public bool HasInit { get; init; }

    public bool HasCleanup { get; init; }

    /// <summary>How long each script may take.</summary>
    public int ScriptSeconds { get; init; }

    public SessionLimits Limits { get; init; } = new();

    /// <summary>One of many that run a single command: no snapshots are taken of it.</summary>
    public bool Brief { get; init; }

    /// <summary>
    /// It has no terminal and no input: its output and its errors come through pipes and are told apart.
    /// </summary>
    public bool Separate { get; init; }

    /// <summary>What runs first.</summary>
    public SessionPhase First => HasInit ? SessionPhase.Init : SessionPhase.Program;
}

/// <summary>Null: unlimited.</summary>
/// <param name="MemoryBytes">Address space of each process.</param>
public sealed record SessionLimits(double? TimeSeconds = null, long? OutputBytes = null, long? MemoryBytes = null);
