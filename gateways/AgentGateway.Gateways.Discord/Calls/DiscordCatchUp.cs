using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Discord.Reading;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Calls;

/// <summary>
/// Reads what was said while no session was open: in each conversation, at the top level of the channels that have any,
/// and in the other channels and threads that are allowed, for a first mention. Bounded: what is beyond is told and not
/// read.
/// </summary>
/// <param name="allows">Whether the settings let the bot answer there.</param>
internal sealed class DiscordCatchUp(
    DiscordClient client, DiscordDirectory directory, IChatHost host, TimeProvider time,
    Func<ChatLocation, bool> allows) : IDisposable
{
    private const int ChannelsMax = 500;
    private const int OthersMax = 50;
    private const int PagesMax = 10;
    private const int PageMessages = 100;
    private const int AtOnceMax = 4;
    private const int TriesMax = 5;

    private static readonly TimeSpan RetryWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _atOnce = new(AtOnceMax);

    /// <summary>How many channels without a conversation may still be read in this session.</summary>
    private int _othersLeft;

    /// <summary>
    /// The newest message that was stored before this session; null where none was, and so nothing is missed.
    /// </summary>
    private string? _newest;

    /// <summary>The channels and threads to read, each with the newest message that was received of it.</summary>
    public IReadOnlyList<(string Channel, string After)> Channels(string account)
    {
        var known = host.Conversations(account)
            .Where(entry => entry.LastMessageId is { } id && DiscordJson.IsId(id))
            .ToList();
        var own = known.Select(entry => (Channel: entry.Address.Thread ?? entry.Address.Chat, entry.LastMessageId));
        var above = known.Where(entry => entry.Address.Thread is not null)
            .Select(entry => (Channel: entry.Address.Chat, entry.LastMessageId));
        var all = own.Concat(above)
            .GroupBy(entry => entry.Channel, entry => entry.LastMessageId!)
            .Select(same => (Channel: same.Key, After: same.MaxBy(IdNumber)!))
            .OrderByDescending(entry => IdNumber(entry.After))
            .ToList();
        if (all.Count > ChannelsMax)
            host.Warn($"Only the {ChannelsMax} newest conversations were asked for messages that came meanwhile.");
        return [.. all.Take(ChannelsMax)];
    }

    /// <summary>A session is opened. What is stored from here on says nothing of what was missed before.</summary>
    public void Begin(string account)
    {
        _newest = host.Conversations(account)
            .Select(entry => entry.LastMessageId)
            .OfType<string>()
            .Where(DiscordJson.IsId)
            .MaxBy(IdNumber);
        _othersLeft = OthersMax;
    }

    /// <summary>
    /// The channels and threads of a guild that have no conversation and in which something was said after the newest
    /// message that was stored, those with the newest messages first.
    /// </summary>
    public IReadOnlyList<string> Others(string account, string guild)
    {
        if (_newest is not { } newest) return [];
        var known = Channels(account).Select(entry => entry.Channel).ToHashSet(StringComparer.Ordinal);
        var places = new DiscordPlaces(account, directory);
        var others = directory.Of(guild)
            .Where(channel => channel.LastMessageId is { } last && IdNumber(last) > IdNumber(newest)
                && !known.Contains(channel.Id) && allows(places.PlaceOf(channel)))
            .OrderByDescending(channel => IdNumber(channel.LastMessageId!))
            .Select(channel => channel.Id)
            .ToList();
        if (others.Count > _othersLeft)
            host.Warn($"Only {OthersMax} channels without a conversation were asked for mentions that came meanwhile.");
        others = [.. others.Take(_othersLeft)];
        _othersLeft -= others.Count;
        return others;
    }

    /// <summary>Has those of the newest messages of a channel stored that were missed, the oldest first.</summary>
    public async Task ReadNewestAsync(string channel, DiscordReader reader, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            if (_newest is not { } newest || directory.Find(channel) is not { } found) return;
            var missed = (await PageAsync(channel, "", cancellationToken))
                .Where(message => IdNumber(message.Id("id")!) > IdNumber(newest))
                .ToList();
            if (missed.Count == PageMessages)
                host.Warn($"Of a channel without a conversation, only the newest {PageMessages} messages were read.");
            foreach (var message in missed)
                if (reader.Message(message, found) is { } happened)
                    await host.ReceiveAsync(happened, cancellationToken);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <summary>Has the messages of a channel stored that came after one, the oldest first.</summary>
    public async Task ReadAsync(
        string channel, string after, DiscordReader reader, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            if (await ChannelAsync(channel, cancellationToken) is not { } found) return;
            for (var page = 0; page < PagesMax; page++)
            {
                var messages = await PageAsync(channel, $"after={after}&", cancellationToken);
                foreach (var message in messages)
                    if (reader.Message(message, found) is { } happened)
                        await host.ReceiveAsync(happened, cancellationToken);
                if (messages.Count < PageMessages) return;
                after = messages[^1].Id("id")!;
            }

            host.Warn($"Of the messages that came meanwhile, only {PagesMax * PageMessages} of a channel were read.");
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <summary>A channel or thread; null where the bot may not see it or it is gone.</summary>
    public async Task<DiscordChannel?> ChannelAsync(string id, CancellationToken cancellationToken)
    {
        if (directory.Find(id) is { } known) return known;
        var answer = await PatientlyAsync(
            DiscordRoute.Channel(HttpMethod.Get, id, "", ""), cancellationToken);
        return answer.IsSuccess ? directory.Add(answer.Body, null) : null;
    }

    public void Dispose() => _atOnce.Dispose();

    /// <param name="from">Where the page begins, as a part of the query; empty for the newest messages.</param>
    private async Task<IReadOnlyList<JsonElement>> PageAsync(
        string channel, string from, CancellationToken cancellationToken)
    {
        var answer = await PatientlyAsync(
            DiscordRoute.Channel(
                HttpMethod.Get, channel, $"/messages?{from}limit={PageMessages}", "/messages"),
            cancellationToken);
        return answer is { IsSuccess: true, Body.ValueKind: JsonValueKind.Array }
            ? [.. answer.Body.EnumerateArray().Where(message => message.Id("id") is not null)
                .OrderBy(message => IdNumber(message.Id("id")!))]
            : [];
    }

    /// <summary>Reading may be repeated; what is limited is asked again when Discord allows it.</summary>
    private async Task<DiscordAnswer> PatientlyAsync(DiscordRoute route, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            TimeSpan wait;
            try
            {
                var answer = await client.TryAsync(route, null, null, cancellationToken);
                if (answer.Status < 500) return answer;
                if (tries >= TriesMax) throw DiscordFault.Of(answer, isRead: true);
                wait = RetryWait;
            }
            catch (ChatException exception) when (tries < TriesMax
                && exception.Kind is ChatFaultKind.RateLimited or ChatFaultKind.Unavailable)
            {
                wait = exception.RetryAfter ?? RetryWait;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Ids are numbers that grow with time, of at most 64 bits.</summary>
    private static ulong IdNumber(string id) => ulong.TryParse(id, out var number) ? number : 0;
}
