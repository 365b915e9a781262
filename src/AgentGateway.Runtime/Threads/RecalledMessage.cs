using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <param name="Title">The thread's.</param>
/// <param name="Relevance">Higher is better; comparable within one answer only. 0 for a neighbour.</param>
public sealed record RecalledMessage(MessageRow Row, string Title, double Relevance);
