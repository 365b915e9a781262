using System.Collections.Frozen;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// The form in which a client is sent the answers of tools, so that its model reads each answer once. Every answer has
/// the structured content. For a client that is known to give its model that one, the text is a line for people. For
/// every other client, also one that says nothing of itself, the text is the JSON of the answer, because most clients
/// give their model the text alone, and the protocol says so for older ones.
/// </summary>
/// <param name="HasJsonText">Whether the text is the JSON of the answer; otherwise it is a line for people.</param>
public readonly record struct ResultForm(bool HasJsonText)
{
    /// <summary>
    /// The clients that give their model the structured content in place of the text, by the name that they send, with
    /// the first version of which this is known. DESIGN.md says what is known of the others.
    /// </summary>
    private static readonly FrozenDictionary<string, Version> StructureReaders = new Dictionary<string, Version>
    {
        ["claude-code"] = new(2, 0, 21),
        ["Visual Studio Code"] = new(1, 109),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ResultForm Of(RequestContext<CallToolRequestParams> request) =>
        Of(request.JsonRpcRequest.Context?.ClientInfo ?? request.Server.ClientInfo);

    /// <param name="client">What the client says of itself; null where it says nothing.</param>
    public static ResultForm Of(Implementation? client) => new(
        HasJsonText: client is null
            || !StructureReaders.TryGetValue(client.Name, out var since)
            || !(VersionOf(client) >= since));

    /// <summary>Null where it is not written in numbers, such as <c>2.1.328</c> or <c>0.170.0-alpha.1</c>.</summary>
    private static Version? VersionOf(Implementation client)
    {
        var text = client.Version ?? "";
        var end = text.AsSpan().IndexOfAny('-', '+');
        return Version.TryParse(end < 0 ? text : text[..end], out var version) ? version : null;
    }
}
