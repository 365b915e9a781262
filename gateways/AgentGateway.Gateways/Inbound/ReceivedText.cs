using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Gateways.Inbound;

/// <summary>A message that came in, with its newest text.</summary>
/// <param name="Changed">The event with that text; 0 where it is the text with which it came in.</param>
internal sealed record ReceivedText(MessageReceived Message, string Text, long Changed)
{
    /// <summary>Whether its author deleted it.</summary>
    public bool IsDeleted { get; init; }

    private const int EventsPerRead = 100;

    /// <summary>
    /// What the message says in its thread: the same for the message and for a change of it, so that nothing else is
    /// lost by a change.
    /// </summary>
    public string InThread => Of(Message, Text);

    /// <inheritdoc cref="InThread"/>
    public static string Of(MessageReceived message, string text)
    {
        var lines = (message.NotUnderstood ?? [])
            .Select(unknown => $"(The message also has {unknown}, which the gateway does not understand.)")
            .Prepend(text)
            .Where(line => line.Length > 0);
        var whole = string.Join("\n", lines);
        if (whole.Length == 0) whole = "(a file)";
        return message.Forwarded ? $"(forwarded) {whole}" : whole;
    }

    /// <param name="version">The event with which it came in.</param>
    /// <returns>Null where its payload was erased.</returns>
    public static async Task<ReceivedText?> ReadAsync(
        IJournal journal, StreamId stream, string messageId, long version, CancellationToken cancellationToken)
    {
        ReceivedText? found = null;
        for (var after = version - 1; ;)
        {
            var page = await journal.ReadStreamAsync(stream, after, EventsPerRead, cancellationToken);
            foreach (var stored in page.Where(each => each.Payload is not null))
                switch (SnapshotCodec.Read(ConversationStream.Kind, stored).Event)
                {
                    case MessageReceived received when stored.Version == version:
                        found = new(received, received.Text, 0);
                        break;
                    case ReceivedChanged changed when changed.MessageId == messageId && found is not null:
                        found = found with
                        {
                            Text = changed.Text, Changed = stored.Version, IsDeleted = changed.Deleted,
                        };
                        break;
                }

            if (page.Count < EventsPerRead) return found;
            after = page[^1].Version;
        }
    }
}
