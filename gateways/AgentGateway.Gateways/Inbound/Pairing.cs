using System.Collections.Concurrent;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Gives a stranger who writes directly a code, which a person at the machine confirms. What was said before is not
/// stored and not processed later.
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
        try
        {
            if (message.PrivateAnswer is { } answer)
                await connection.AnswerPrivatelyAsync(answer, new(text), cancellationToken);
            else
                await connection.SendAsync(message.Address, new(text), cancellationToken);
        }
        catch (ChatException fault)
        {
            LogNotOffered(log, platform, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Platform}: a pairing code could not be sent: {Reason}")]
    private static partial void LogNotOffered(ILogger log, string platform, string reason);
}
