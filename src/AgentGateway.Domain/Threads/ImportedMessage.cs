namespace AgentGateway.Domain.Threads;

/// <summary>A message of another program's conversation.</summary>
/// <param name="Author">Who said it, as in <see cref="Message.Author"/>.</param>
/// <param name="At">When it was said there.</param>
public sealed record ImportedMessage(MessageRole Role, string Author, string Text, DateTimeOffset At)
{
    public Visibility Visibility { get; init; } = Visibility.Visible;

    /// <inheritdoc cref="Message.ToolCalls"/>
    public IReadOnlyList<ToolCall>? ToolCalls { get; init; }

    /// <inheritdoc cref="Message.ToolCallId"/>
    public string? ToolCallId { get; init; }

    /// <inheritdoc cref="Message.Model"/>
    public string? Model { get; init; }
}
