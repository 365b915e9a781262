using AgentGateway.Mcp.Elicitation;
using AgentGateway.Mcp.Protocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Conformance;

/// <summary>Fixtures that end with a question, which the client answers by repeating the call (SEP-2322).</summary>
internal sealed class InputRequiredFixtures(RequestState states)
{
    private const string Prefix = "test_input_required_result_";

    public IEnumerable<McpServerTool> Tools =>
    [
        Create("elicitation", request => FixtureTool.Field(request.Params, "user_name", "name") is { } name
            ? $"Hello, {name}!"
            : throw Ask(("user_name", Form("What is your name?", "name")))),
        Create("sampling", request => Response(request, "capital_question") is { } response
            ? $"Sampled: {response.RawValue.GetRawText()}"
            : throw Ask(("capital_question", Sample("What is the capital of France?")))),
        Create("list_roots", request => Response(request, "client_roots") is { } response
            ? $"Roots: {response.RawValue.GetRawText()}"
            : throw Ask(("client_roots", Roots()))),
        Create("request_state", request => State(request) is not null && Count(request) > 0
            ? "state-ok"
            : throw Ask(Seal(request, "asked"), ("confirm", Form("Confirm?", "ok", "boolean")))),
        Create("multiple_inputs", request => State(request) is not null && Count(request) >= 3
            ? "multiple-inputs-ok"
            : throw Ask(
                Seal(request, "asked"),
                ("user_name", Form("Name?", "name")),
                ("greeting", Sample("Generate a greeting")),
                ("client_roots", Roots()))),
        Create("multi_round", request => State(request) switch
        {
            null => throw Ask(Seal(request, "first"), ("step1", Form("Step 1: What is your name?", "name"))),
            "first" =>
                throw Ask(Seal(request, "second"), ("step2", Form("Step 2: What is your favorite color?", "color"))),
            _ => "multi-round-ok",
        }),
        Create("tampered_state", request => State(request) is not null
            ? "tampered-state-ok"
            : throw Ask(Seal(request, "asked"), ("confirm", Form("Please confirm", "ok", "boolean")))),
        Create("capabilities", WithinCapabilities),
    ];

    /// <summary>Asks for nothing that the client did not declare.</summary>
    private static string WithinCapabilities(RequestContext<CallToolRequestParams> request)
    {
        if (Count(request) > 0) return "capabilities-ok";
        var declared = request.Server.ClientCapabilities;
        List<(string, InputRequest)> questions = [];
        if (declared?.Sampling is not null)
            questions.Add(("capital_question", Sample("What is the capital of France?")));
        if (declared?.Elicitation is not null) questions.Add(("user_name", Form("Name?", "name")));
        if (declared?.Roots is not null) questions.Add(("client_roots", Roots()));
        return questions.Count == 0 ? "nothing to ask" : throw Ask([.. questions]);
    }

    private static McpServerTool Create(string name, Func<RequestContext<CallToolRequestParams>, string> work) =>
        FixtureTool.Create(Prefix + name, (RequestContext<CallToolRequestParams> request) => work(request));

    private static InputRequiredException Ask(
        params (string Key, InputRequest Request)[] questions) => Ask(null, questions);

    private static InputRequiredException Ask(string? state, params (string Key, InputRequest Request)[] questions) =>
        new(questions.ToDictionary(question => question.Key, question => question.Request), state);

    private static InputRequest Form(string message, string field, string type = "string") =>
        InputRequest.ForElicitation(FixtureTool.Form(message, field, type));

    private static InputRequest Sample(string question) => InputRequest.ForSampling(new()
    {
        MaxTokens = 100,
        Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = question }] }],
    });

    private static InputRequest Roots() => InputRequest.ForRootsList(new());

    private static InputResponse? Response(RequestContext<CallToolRequestParams> request, string key) =>
        request.Params.InputResponses is { } responses && responses.TryGetValue(key, out var response)
            ? response
            : null;

    private static int Count(
        RequestContext<CallToolRequestParams> request) => request.Params.InputResponses?.Count ?? 0;

    private string Seal(RequestContext<CallToolRequestParams> request, string content) =>
        states.Seal(request.Params.Name, CallerIdentity.Of(request.User).Principal.Name, content);

    private string? State(RequestContext<CallToolRequestParams> request) => request.Params.RequestState is { } state
        ? states.Open(request.Params.Name, CallerIdentity.Of(request.User).Principal.Name, state)
        : null;
}
