using System.Collections.Immutable;

namespace AgentGateway.Domain.Sessions;

/// <summary>
/// What a session runs and where, resolved: nothing of it depends on a default any more. Values of the environment and
/// the scripts are kept elsewhere, sealed.
/// </summary>
/// <param name="EnvironmentNames">Names of the variables that were given.</param>
/// <param name="Backend">pty or tmux.</param>
/// <param name="Sandbox">none or bwrap.</param>
/// <param name="ScriptSeconds">How long each script may take.</param>
/// <param name="Brief">One of many that run a single command: no snapshots are taken of it.</param>
public sealed record SessionSpec(
    string Program,
    ImmutableArray<string> Arguments,
    string Directory,
    string? Workspace,
    ImmutableArray<string> EnvironmentNames,
    string Backend,
    string Sandbox,
    int Columns,
    int Rows,
    bool HasInit,
    bool HasCleanup,
    int ScriptSeconds,
    SessionLimits Limits,
    bool Brief = false)
{
    /// <summary>What runs first.</summary>
    public SessionPhase First => HasInit ? SessionPhase.Init : SessionPhase.Program;
}

/// <summary>Null: unlimited.</summary>
/// <param name="MemoryBytes">Address space of each process.</param>
public sealed record SessionLimits(double? TimeSeconds = null, long? OutputBytes = null, long? MemoryBytes = null);
