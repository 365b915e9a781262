using AgentGateway.Domain;

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

    /// <summary>It waits for a person: an approval or a question.</summary>
    public const int Waits = 4;

    /// <summary>The time that was given ran out.</summary>
    public const int TimeOut = 5;

    /// <summary>The code of a refusal: the data directory that was named does not exist.</summary>
    public const string NoDirectory = "data_directory_missing";

    /// <summary>By how far a turn has come when the verb stops waiting for it.</summary>
    public static int OfTurn(string status) => status switch
    {
        "failed" or "cancelled" or "interrupted" => Failed,
        "waiting" => Waits,
        "queued" or "running" => TimeOut,
        _ => Done,
    };

    public static int Of(Rejection rejection) => rejection.Code switch
    {
        UsageErrors.Code or "invalid_argument" => Usage,
        "approval_required" => Waits,
        "daemon_not_running" or "daemon_unreachable" or "daemon_gone" or NoDirectory => Unreachable,
        _ => Failed,
    };
}
