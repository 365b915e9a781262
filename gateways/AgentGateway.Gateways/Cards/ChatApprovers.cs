using System.Collections.Concurrent;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Cards;

/// <summary>Who has to see a card, and where each of them is reached directly.</summary>
internal sealed class ChatApprovers(
    ChatAccess access,
    PlatformSettings settings,
    ConversationRegistry registry,
    LiveConnections connections,
    GatewayStandings standings) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Platform, string Person), ChatAddress> _direct = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Everyone who may approve that risk and is in none of the conversations.</summary>
    public IEnumerable<(string Platform, string Person)> NotIn(IReadOnlyList<ConversationId> bound, RiskClass risk)
    {
        var present = bound
            .Select(registry.Find)
            .OfType<Conversation>()
            .SelectMany(conversation => conversation.People.Select(
                person => (conversation.Place!.Platform, person.Id)))
            .ToHashSet();
        return
            from platform in settings.Enabled
            from person in access.Approvers(platform.Name, settings.Of(platform), risk)
            where !present.Contains((platform.Name, person))
            select (platform.Name, person);
    }

    /// <summary>
    /// Finds the direct conversation with a person, when the platform is connected. One that cannot be opened is told in
    /// <c>agw gateways</c> and holds up nothing.
    /// </summary>
    public void Direct(string platform, string person, Action<ConversationLocation> found) => _ = Task.Run(
        async () =>
        {
            try
            {
                if (!_direct.TryGetValue((platform, person), out var address))
                {
                    var (connection, _) = await connections.ReadyAsync(platform, _stopping.Token);
                    address = await connection.OpenDirectAsync(person, _stopping.Token);
                    _direct[(platform, person)] = address;
                }

                found(ConversationService.PlaceOf(address, new(IsDirect: true, address.Chat)));
            }
            catch (ChatException fault)
            {
                standings.Warn(
                    platform, $"The approver {person} cannot be written to directly: {fault.Message}");
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // What is pending is shown after the next start.
            }
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }
}
