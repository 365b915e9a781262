namespace AgentGateway.Domain.Documents;

/// <summary>A text with the change by which it came about.</summary>
public sealed record DocumentText(string Text, DocumentChange Change);
