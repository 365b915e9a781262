using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime;

/// <summary>The queries of a store, together.</summary>
public sealed record GatewayReads(IThreadReads Threads, ICommandQueueReads Commands, IAskReads Asks, ITaskReads Tasks);
