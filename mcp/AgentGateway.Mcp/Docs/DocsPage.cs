namespace AgentGateway.Mcp.Docs;

/// <summary>One page for models, in Markdown.</summary>
/// <param name="Name">The last part of its address, <c>agw://docs/NAME</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Bytes">The length of the text in UTF-8.</param>
public sealed record DocsPage(string Name, string Title, string Summary, string Text, int Bytes);
