using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tasks;

/// <summary>What the commands of tasks use of terminal sessions.</summary>
internal sealed record CommandSessions(
    SessionRuns Runs, CommandQueueService Queue, SessionInput Input, SessionOutput Outputs);
