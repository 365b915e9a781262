namespace AgentGateway.Cli;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Refused or failed; the error says why.</summary>
    public const int Failed = 1;

    public const int Usage = 2;

    /// <summary>No daemon runs, or it cannot be reached.</summary>
    public const int Unreachable = 3;
}
