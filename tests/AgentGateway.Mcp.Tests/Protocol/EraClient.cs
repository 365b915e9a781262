using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>A client of the present era or of an earlier one, which asks and gets the whole answer.</summary>
internal sealed class EraClient
{
    private readonly HttpProbe _http;
    private readonly string? _session;
    private readonly Action<HttpRequestMessage>? _change;
    private int _id;

    private EraClient(HttpProbe http, string? session, Action<HttpRequestMessage>? change) =>
        (_http, _session, _change) = (http, session, change);

    /// <param name="change">Says in each request who the caller is.</param>
    public static async Task<EraClient> BeginAsync(
        HttpProbe http, bool isLegacy, Action<HttpRequestMessage>? change = null) =>
        new(http, isLegacy ? await http.BeginSessionAsync(change: change) : null, change);

    public async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        if (_session is null)
        {
            using var response = await _http.ModernAsync(Messages.Modern(++_id, method, parameters), _change);
            return await HttpProbe.JsonAsync(response);
        }

        using var answered = await _http.SessionAsync(
            _session, Messages.Legacy(++_id, method, parameters), _change);
        await using var events = await EventProbe.OfAsync(answered);
        return await events.MessageAsync();
    }
}
