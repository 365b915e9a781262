using System.Collections.Concurrent;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Gives a stranger who writes directly a code, which a person at the machine confirms, and lets in who comes with an
/// invitation. What was said before is not stored and not processed later.
/// </summary>
internal sealed partial class Pairing(
    ChatAccess access, LiveConnections connections, TimeProvider time, ILogger<Pairing> log)
{
    private const int StrangersKept = 1_000;

    /// <summary>A stranger is answered no more often.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Platform, string Person), long> _offered = new();

    public async Task OfferAsync(string platform, InboundMessage message, CancellationToken cancellationToken)
    {
        if (connections.Find(platform) is not var (connection, _)) return;
        var key = (platform, message.Author.Id);
        if (_offered.TryGetValue(key, out var at) && time.GetElapsedTime(at) < Pause) return;
        if (_offered.Count >= StrangersKept) _offered.Clear();
        _offered[key] = time.GetTimestamp();
        var given = await access.GiveCodeAsync(platform, message.Author, cancellationToken);
        var text = given.IsRejected(out var refused, out var code)
            ? $"AgentGateway does not know you. {refused.Message} Try again in an hour."
            : "AgentGateway does not know you. To be let in, have this run on its machine within an hour:\n"
                + MarkdownText.Fenced($"agw gateways pair {code}");
        await TellAsync(platform, connection, message, text, cancellationToken);
    }

    /// <summary>Lets the author in who came with an invitation, and says so.</summary>
    /// <returns>Whether the invitation was good; else the message is one like others.</returns>
    public async Task<bool> AcceptAsync(string platform, InboundMessage message, CancellationToken cancellationToken)
    {
        if (message is not { Invitation: { } code, Place.IsDirect: true }) return false;
        var accepted = await access.AcceptAsync(platform, code, message.Author, cancellationToken);
        if (accepted.IsRejected(out _, out var person)) return false;
        if (connections.Find(platform) is var (connection, _))
            await TellAsync(
                platform,
                connection,
                message,
                "You are let in"
                    + (person.ApproveUpTo is { } risk ? $", and may approve calls up to {risk}." : ".")
                    + " Write what you want done, or `/help` for the commands. An agent answers here.",
                cancellationToken);
        return true;
    }

    private async Task TellAsync(
        string platform,
        IChatConnection connection,
        InboundMessage message,
        string text,
        CancellationToken cancellationToken)
    {
        try
        {
            if (message.PrivateAnswer is { } answer)
                await connection.AnswerPrivatelyAsync(answer, new(text), cancellationToken);
            else
                await connection.SendAsync(message.Address, new(text), cancellationToken);
        }
        catch (ChatException fault)
        {
            LogNotTold(log, platform, fault.Message);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "{Platform}: a person could not be told of a pairing: {Reason}")]
    private static partial void LogNotTold(ILogger log, string platform, string reason);
}
