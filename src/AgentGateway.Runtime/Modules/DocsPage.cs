namespace AgentGateway.Runtime.Modules;

/// <summary>A page of documentation for agents, served as <c>agw://docs/NAME</c>.</summary>
/// <param name="Name">The last part of its address.</param>
/// <param name="Read">Its Markdown.</param>
public sealed record DocsPage(string Name, Func<string> Read);
