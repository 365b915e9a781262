using System.Collections.Concurrent;
using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// What Slack sends, by socket or by request, on its way to the gateway: read, completed with names and with the
/// conversation that a command belongs to, and stored.
/// </summary>
internal sealed class SlackIntake(SlackClient client, IChatHost host, TimeProvider time) : IDisposable
{
    private const int RunningMax = 64;

    private readonly SlackNames _names = new(client, time);
    private readonly SlackWhereabouts _whereabouts = new();
    private readonly OrderedWork _work = new(RunningMax);
    private readonly ConcurrentDictionary<string, bool> _warned = [];

    /// <summary>
    /// Begins to take what came, once there is room. The task that it answers with completes when all of it is durable
    /// or deliberately not kept; then Slack may be told.
    /// </summary>
    /// <param name="kind">As envelopes name it: <c>events_api</c>, <c>slash_commands</c>, <c>interactive</c>.</param>
    public Task<Task> BeginAsync(
        string kind, JsonElement payload, SlackBot bot, Func<Task> whenTaken, CancellationToken cancellationToken) =>
        _work.BeginAsync(
            SlackReader.ChatOf(payload),
            async () =>
            {
                var fault = await TakeAsync(kind, payload, bot, cancellationToken);
                await whenTaken();
                if (fault is not null) throw fault;
            },
            cancellationToken);

    /// <summary>Completes when nothing is being taken any more.</summary>
    public Task DrainAsync() => _work.DrainAsync();

    /// <summary>Tells the person once in a connection that something came which is not understood.</summary>
    public void Warn(string reason)
    {
        if (_warned.TryAdd(reason, true)) host.Warn(reason);
    }

    /// <summary>A new connection shows its own warnings.</summary>
    public void ForgetWarnings() => _warned.Clear();

    public void Dispose() => _work.Dispose();

    private async Task<ChatException?> TakeAsync(
        string kind, JsonElement payload, SlackBot bot, CancellationToken cancellationToken)
    {
        var reader = new SlackReader(bot, _names.Find);
        var reading = Read(reader, kind, payload);
        if (reading.Skipped is { } reason) Warn(reason);
        if (reading.Events.Any(IsKept))
        {
            // Only what is kept is worth asking Slack for the names in it.
            await _names.LearnAsync(SlackReader.PeopleOf(payload), cancellationToken);
            reading = Read(reader, kind, payload);
        }

        foreach (var happened in reading.Events)
            await host.ReceiveAsync(
                happened is InboundMessage said ? await PlacedAsync(said, cancellationToken) : happened,
                cancellationToken);
        return reading.Fault;
    }

    private static SlackReading Read(SlackReader reader, string kind, JsonElement payload) => kind switch
    {
        "events_api" => reader.ReadEvent(payload),
        "slash_commands" => reader.ReadCommand(payload),
        "interactive" => reader.ReadInteraction(payload),
        _ => SlackReading.NotUnderstood("Slack sent something of an unknown kind."),
    };

    /// <summary>A command acts on the conversation in which its author last wrote in the channel.</summary>
    private async Task<InboundMessage> PlacedAsync(InboundMessage said, CancellationToken cancellationToken)
    {
        if (said.Addressing == Addressing.Command)
        {
            var last = _whereabouts.Find(said.Author.Id, said.Address.Chat);
            if (last is not null) return said with { Address = said.Address with { Thread = last } };
            if (!said.Place.IsDirect || Knows(said.Address.Account, said.Address.Chat)) return said;
            // People can type a command in direct messages between themselves, where the bot cannot write.
            var own = await OwnDirectAsync(said, cancellationToken);
            return said with
            {
                Address = said.Address with { Chat = own, Thread = _whereabouts.Find(said.Author.Id, own) },
                Place = said.Place with { Channel = own },
            };
        }

        if (said.Address.Thread is { } thread && IsKept(said))
            _whereabouts.Keep(said.Author.Id, said.Address.Chat, thread);
        return said;
    }

    private bool Knows(string account, string chat) =>
        host.Conversations(account).Any(known => known.Address.Chat == chat);

    private async Task<string> OwnDirectAsync(InboundMessage said, CancellationToken cancellationToken)
    {
        try
        {
            return await client.OpenDirectAsync(said.Author.Id, cancellationToken);
        }
        catch (ChatException)
        {
            return said.Address.Chat;
        }
    }

    /// <summary>What is said to others is kept only in a conversation that the gateway knows.</summary>
    private bool IsKept(InboundEvent happened) =>
        happened is not InboundMessage { Addressing: Addressing.None } said
        || (said.ReplyTo is not null
            && host.Conversations(said.Address.Account).Any(known => known.Address == said.Address));
}
