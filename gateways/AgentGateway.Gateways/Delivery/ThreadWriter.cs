using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Text;

namespace AgentGateway.Gateways.Delivery;

/// <summary>What of a thread is shown in a conversation that it is bound to. Pure.</summary>
internal static class ThreadWriter
{
    /// <summary>The text of a message as the conversation shows it; null where it is not shown there.</summary>
    /// <param name="conversation">Where it is shown; what was said there is there already.</param>
    /// <param name="owner">The thread's owner, whose answers need no name.</param>
    public static ShownMessage? Of(Message message, ConversationId conversation, AgentId owner, AgentRoster roster)
    {
        if (message.Visibility != Visibility.Visible || string.IsNullOrWhiteSpace(message.Text)) return null;
        return message.Role switch
        {
            MessageRole.User when message.Speaker?.Conversation == conversation => null,
            MessageRole.User => new($"**{Said(message)}:** {message.Text}", IsQuiet: false),
            // A step that goes on with calls is progress; the answer comes after it.
            MessageRole.Assistant when message.ToolCalls is { Count: > 0 } => null,
            MessageRole.Assistant when message.Author == owner.Value => new(message.Text, IsQuiet: false),
            MessageRole.Assistant => new($"**{NameOf(message.Author, roster)}:** {message.Text}", IsQuiet: false),
            MessageRole.System => new($"· {message.Text.ReplaceLineEndings(" ")}", IsQuiet: true),
            _ => null,
        };
    }

    /// <summary>The same of a message that its author changed while it waited.</summary>
    public static ShownMessage? Edited(Message message, ConversationId conversation) =>
        message.Speaker?.Conversation == conversation
            ? null
            : new($"**{Said(message)}, changed:** {message.Text}", IsQuiet: true);

    private static string Said(Message message) => message switch
    {
        { Speaker: { } speaker } => $"{ShownName.Of(speaker.Name, message.Author)} ({speaker.Platform})",
        { Client: { } client } => $"{message.Author} ({client.Name})",
        { Author: "operator" } => "operator (command line)",
        _ => $"{message.Author} (a program)",
    };

    private static string NameOf(string author, AgentRoster roster) =>
        roster.Find(author) is { Name: { Length: > 0 } name } ? name : author;
}

/// <param name="IsQuiet">Whether it is a line about the thread, which should not ring.</param>
internal sealed record ShownMessage(string Markdown, bool IsQuiet);
