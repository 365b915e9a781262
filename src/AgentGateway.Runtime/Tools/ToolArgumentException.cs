namespace AgentGateway.Runtime.Tools;

/// <summary>A model gave a wrong argument; the message is meant for it.</summary>
internal sealed class ToolArgumentException(string message) : Exception(message);
