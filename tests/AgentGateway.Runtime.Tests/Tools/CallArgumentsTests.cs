using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Tools;

public sealed class CallArgumentsTests
{
    private static readonly ToolArgument<string> Text = ToolArgument.Text("text", "The text.").Required();
    private static readonly ToolArgument<int> Limit = ToolArgument.Number("limit", "How many.", minimum: 1);
    private static readonly ToolArgument<string> Mode = ToolArgument.Choice("mode", "How.", "one", "two");
    private static readonly ToolArgument<bool> Final = ToolArgument.Flag("final", "Whether.");
    private static readonly ToolArgument<IReadOnlyList<string>> Aliases = ToolArgument.Texts("aliases", "Names.");
    private static readonly ToolArgument<string> After = ToolArgument.ThreadPosition("after", "Where.");
    private static readonly ToolArgument<IReadOnlyList<string>> Keys = ToolArgument.Words("keys", "Keys.");
    private static readonly ToolArgument<IReadOnlyDictionary<string, string>> Values =
        ToolArgument.Map("values", "Values.");
    private static readonly ToolArgument<long> Offset = ToolArgument.Count("offset", "Where.");
    private static readonly ToolArgument<long> Bytes = ToolArgument.Count("bytes", "How much.", minimum: 1);
    private static readonly ToolArgument<double> Seconds = ToolArgument.Seconds("seconds", "How long.");
    private static readonly ToolArgument[] Known =
    [
        Text, Limit, Mode, Final, Aliases, After, Keys, Values, Offset, Bytes, Seconds,
    ];

    [Fact]
    public void All_arguments_are_read()
    {
        var read = Read(
            """{"text":"zażółć 🦆","limit":7,"mode":"two","final":false,"aliases":["a","b"],"after":12}""").Value;
        Assert.Equal("zażółć 🦆", read.Required(Text));
        Assert.Equal(7, read.Number(Limit));
        Assert.Equal("two", read.Text(Mode));
        Assert.False(read.Flag(Final));
        Assert.Equal(["a", "b"], read.Texts(Aliases)!);
        Assert.Equal("12", read.Text(After));
    }

    [Fact]
    public void Optional_arguments_may_be_absent_or_null()
    {
        var read = Read("""{"text":"x","limit":null}""").Value;
        Assert.Null(read.Number(Limit));
        Assert.Null(read.Text(Mode));
        Assert.Null(read.Flag(Final));
        Assert.Null(read.Texts(Aliases));
    }

    [Fact]
    public void An_empty_text_is_not_a_missing_one() => Assert.Equal("", Read("""{"text":""}""").Value.Required(Text));

    [Theory]
    [InlineData("25.0", 25)]
    [InlineData("\"7\"", 7)]
    [InlineData("2.5e1", 25)]
    [InlineData("99999999999", int.MaxValue)]
    public void Whole_numbers_may_be_written_as_some_clients_do(string written, int meant) =>
        Assert.Equal(meant, Read($$"""{"text":"x","limit":{{written}}}""").Value.Number(Limit));

    [Fact]
    public void A_cursor_is_a_place_too() =>
        Assert.Equal("abc", Read("""{"text":"x","after":"abc"}""").Value.Text(After));

    [Theory]
    [InlineData("""["ctrl-c","up"]""")]
    [InlineData("\"ctrl-c up\"")]
    [InlineData("\" ctrl-c  up \"")]
    public void Words_may_come_as_one_string(string written) =>
        Assert.Equal(["ctrl-c", "up"], Read($$"""{"text":"x","keys":{{written}}}""").Value.Texts(Keys)!);

    [Fact]
    public void Values_are_read_by_name() => Assert.Equal(
        new Dictionary<string, string> { ["A"] = "1", ["ą"] = "", ["B"] = "x=y" },
        Read("""{"text":"x","values":{"A":"1","ą":"","B":"x=y"}}""").Value.Map(Values)!);

    [Fact]
    public void Places_sizes_and_times_are_read_in_full()
    {
        var read = Read("""{"text":"x","offset":-5,"bytes":99999999999,"seconds":0.25}""").Value;
        Assert.Equal((-5L, 99_999_999_999L, 0.25), (read.Count(Offset), read.Count(Bytes), read.Seconds(Seconds)));
    }

    [Fact]
    public void An_unknown_argument_is_refused_and_the_known_ones_are_named()
    {
        var rejection = Refused("""{"text":"x","wait":5}""");
        Assert.Equal("unknown_argument", rejection.Code);
        Assert.Contains("\"wait\"", rejection.Message, StringComparison.Ordinal);
        Assert.Contains(
            "text, limit, mode, final, aliases, after, keys, values, offset, bytes, seconds",
            rejection.Hint,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":null}""")]
    public void A_missing_argument_is_refused(string arguments)
    {
        var rejection = Refused(arguments);
        Assert.Equal(new("missing_argument", "test_tool needs the argument \"text\".", "The text."), rejection);
    }

    [Theory]
    [InlineData("""{"text":5}""", "\"text\" must be a string, but the number 5 came")]
    [InlineData("""{"text":{}}""", "an object came")]
    [InlineData("""{"text":"\ud800"}""", "must be a string")]
    [InlineData("""{"text":"x","limit":"seven"}""", "\"limit\" must be a whole number, 1 or more, but the string \"seven\" came")]
    [InlineData("""{"text":"x","limit":0}""", "1 or more")]
    [InlineData("""{"text":"x","limit":-1}""", "1 or more")]
    [InlineData("""{"text":"x","limit":1.5}""", "a whole number")]
    [InlineData("""{"text":"x","limit":1e400}""", "a whole number")]
    [InlineData("""{"text":"x","limit":true}""", "but true came")]
    [InlineData("""{"text":"x","mode":"three"}""", "one of one, two")]
    [InlineData("""{"text":"x","final":"yes"}""", "true or false")]
    [InlineData("""{"text":"x","aliases":"a"}""", "an array of strings")]
    [InlineData("""{"text":"x","aliases":["a",1]}""", "an array of strings, but an array came")]
    [InlineData("""{"text":"x","after":-3}""", "a sequence number")]
    [InlineData("""{"text":"x","keys":["a",1]}""", "an array of strings")]
    [InlineData("""{"text":"x","keys":{}}""", "an array of strings, but an object came")]
    [InlineData("""{"text":"x","values":["A=1"]}""", "an object whose values are strings, but an array came")]
    [InlineData("""{"text":"x","values":{"A":1}}""", "an object whose values are strings")]
    [InlineData("""{"text":"x","offset":1.5}""", "a whole number")]
    [InlineData("""{"text":"x","offset":99999999999999999999}""", "a whole number")]
    [InlineData("""{"text":"x","bytes":0}""", "a whole number, 1 or more")]
    [InlineData("""{"text":"x","seconds":-0.1}""", "a number of seconds, 0 or more")]
    [InlineData("""{"text":"x","seconds":1e400}""", "a number of seconds, 0 or more")]
    [InlineData("""{"text":"x","seconds":"30"}""", "a number of seconds, 0 or more, but the string")]
    [InlineData("""{"text":"x","after":[]}""", "a sequence number")]
    public void A_wrong_argument_is_refused_by_name_with_what_came_and_what_is_right(string arguments, string said)
    {
        var rejection = Refused(arguments);
        Assert.Equal("invalid_argument", rejection.Code);
        Assert.Contains(said, rejection.Message, StringComparison.Ordinal);
        Assert.NotNull(rejection.Hint);
    }

    [Fact]
    public void What_came_is_shown_only_in_part() =>
        Assert.InRange(Refused($$"""{"text":"x","limit":"{{new string('y', 100_000)}}"}""").Message.Length, 40, 200);

    [Theory]
    [InlineData("""{"text":"x"}""", 25)]
    [InlineData("""{"text":"x","wait_seconds":0}""", 0)]
    [InlineData("""{"text":"x","wait_seconds":300}""", 300)]
    [InlineData("""{"text":"x","wait_seconds":100000}""", 300)]
    public void A_wait_is_clamped_at_its_upper_end(string arguments, int seconds)
    {
        var read = CallArguments.Read(Tool([Text, CommonArguments.WaitSeconds]), Given(arguments)).Value;
        Assert.Equal(TimeSpan.FromSeconds(seconds), read.Wait());
    }

    private static Outcome<CallArguments> Read(string arguments) => CallArguments.Read(Tool(Known), Given(arguments));

    private static TextToolDeclaration Tool(IReadOnlyList<ToolArgument> arguments) => new()
    {
        Name = "test_tool",
        Title = "Test",
        Description = "For a test.",
        Toolset = "test",
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = arguments,
    };

    private static Rejection Refused(string arguments) => Read(arguments).Rejection!;

    private static IEnumerable<KeyValuePair<string, JsonElement>> Given(string arguments) =>
        JsonElement.Parse(arguments)
            .EnumerateObject()
            .Select(property => KeyValuePair.Create(property.Name, property.Value));
}
