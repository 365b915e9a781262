using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Prompts;

/// <summary>
/// A prompt that a person picks in a client. It writes a message for the client's model, and changes nothing.
/// </summary>
internal abstract class GatewayPrompt(
    string name, string title, string description, params PromptArgument[] arguments) : McpServerPrompt
{
    public sealed override Prompt ProtocolPrompt { get; } = new()
    {
        Name = name, Title = title, Description = description, Arguments = [.. arguments],
    };

    public sealed override IReadOnlyList<object> Metadata => [];

    public sealed override async ValueTask<GetPromptResult> GetAsync(
        RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken)
    {
        var given = Read(request.Params.Arguments);
        try
        {
            var messages = await WriteAsync(CallerIdentity.Of(request.User), given, cancellationToken);
            return new()
            {
                Description = description,
                Messages = [.. messages.Select(content => new PromptMessage { Role = Role.User, Content = content })],
            };
        }
        catch (JournalUnavailableException unavailable)
        {
            throw new McpProtocolException(unavailable.Reason.Message, unavailable, McpErrorCode.InternalError);
        }
    }

    /// <summary>The blocks of the message, which is sent in the user's name.</summary>
    /// <param name="caller">Who is given them, and reads what is in them.</param>
    protected abstract Task<IReadOnlyList<ContentBlock>> WriteAsync(
        Caller caller, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken);

    /// <summary>The value, or a protocol error: prompts have no other way to refuse.</summary>
    protected static T Require<T>(Outcome<T> outcome) => outcome.IsRejected(out var rejection)
        ? throw new McpProtocolException($"{rejection.Message} {rejection.Hint}".TrimEnd(), McpErrorCode.InvalidParams)
        : outcome.Value;

    private Dictionary<string, string> Read(IDictionary<string, JsonElement>? given)
    {
        var read = new Dictionary<string, string>();
        foreach (var (key, value) in given ?? new Dictionary<string, JsonElement>())
        {
            if (arguments.All(argument => argument.Name != key)) throw Wrong($"{name} has no argument \"{key}\".");
            if (value.ValueKind != JsonValueKind.String) throw Wrong($"The argument \"{key}\" must be a string.");
            if (value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)) read[key] = text;
        }

        foreach (var argument in arguments)
            if (argument.Required == true && !read.ContainsKey(argument.Name))
                throw Wrong($"{name} needs the argument \"{argument.Name}\".");
        return read;
    }

    private static McpProtocolException Wrong(string message) => new(message, McpErrorCode.InvalidParams);
}
