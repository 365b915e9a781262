using System.Collections.Frozen;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// The form in which a client is sent the answers of tools, so that its model reads each answer once. A client that is
/// known to give its model the structured content is sent that, and a line of text for people. Every other client,
/// also one that says nothing of itself, is sent the JSON as text, which all clients give to their models.
/// </summary>
/// <param name="HasStructure">Whether the answer is sent as structured content.</param>
/// <param name="HasJsonText">Whether its text is the JSON of the answer; otherwise it is a line for people.</param>
public readonly record struct ResultForm(bool HasStructure, bool HasJsonText)
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

    public static ResultForm Of(RequestContext<CallToolRequestParams> request) => Of(
        CallerIdentity.Of(request.User), request.JsonRpcRequest.Context?.ClientInfo ?? request.Server.ClientInfo);

    /// <param name="client">What the client says of itself; null where it says nothing.</param>
    /// <remarks>
    /// A connection that lists all tools lists their output schemas too, and a tool with an output schema must answer
    /// with structured content. So such a connection has it in any case.
    /// </remarks>
    public static ResultForm Of(Caller caller, Implementation? client)
    {
        var isReader = client is not null
            && StructureReaders.TryGetValue(client.Name, out var since)
            && VersionOf(client) >= since;
        var listsOutputSchemas = caller.Tools is not { IsAll: false };
        return new(HasStructure: isReader || listsOutputSchemas, HasJsonText: !isReader);
    }

    /// <summary>Null where it is not written in numbers, such as <c>2.1.328</c> or <c>0.170.0-alpha.1</c>.</summary>
    private static Version? VersionOf(Implementation client)
    {
        var text = client.Version ?? "";
        var end = text.AsSpan().IndexOfAny('-', '+');
        return Version.TryParse(end < 0 ? text : text[..end], out var version) ? version : null;
    }
}
