using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Gate;

/// <summary>A call whose arguments were read, so that its tool can be asked whether it could be made at all.</summary>
public sealed record PreparedCall(Tool Tool, ToolRequest Request, CallArguments Arguments);
