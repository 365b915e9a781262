namespace AgentGateway.Cli.Chat.Text;

/// <summary>Text of one style within a line.</summary>
internal readonly record struct StyledRun(string Text, TextStyle Style);
