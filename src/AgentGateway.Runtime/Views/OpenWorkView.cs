namespace AgentGateway.Runtime.Views;

/// <summary>Something that belongs to a thread and has not ended.</summary>
/// <param name="Kind">task, session, delegation, approval or question.</param>
/// <param name="Status">How it stands, in a word.</param>
/// <param name="Text">What it is, in a line.</param>
public sealed record OpenWorkView(string Kind, string Id, string Status, string Text);
