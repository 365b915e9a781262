using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Tasks;

/// <summary>How a run ended, or came to wait.</summary>
internal abstract record RunEnd
{
    public sealed record Completed(string Result, int? ExitCode = null) : RunEnd;

    /// <param name="Final">Trying again would make no difference.</param>
    public sealed record Failed(
        Failure Failure, string? Result = null, int? ExitCode = null, bool Final = false) : RunEnd;

    public sealed record Cancelled(string Reason) : RunEnd;

    /// <summary>A request was opened; the run begins again when the request has ended.</summary>
    public sealed record Asked(PersonRequestId Request) : RunEnd;

    public sealed record Lost : RunEnd;
}
