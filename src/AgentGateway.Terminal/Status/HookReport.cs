namespace AgentGateway.Terminal.Status;

/// <summary>What a hook of an agent says.</summary>
/// <param name="Name">Its own name: Claude Code's <c>hook_event_name</c>, Codex's <c>type</c>.</param>
/// <param name="Detail">
/// Claude Code's <c>notification_type</c>, <c>error</c> or <c>message</c>; null without one.
/// </param>
/// <param name="Tool">The tool that it is about, as <c>tool_name</c> says; null without one.</param>
/// <param name="Asked">What the tool is to do: a command, a path or a question; null where that is not told.</param>
public sealed record HookReport(string Name, string? Detail, string? Tool = null, string? Asked = null);
