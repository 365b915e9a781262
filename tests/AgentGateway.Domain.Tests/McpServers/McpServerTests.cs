using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain.McpServers;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.McpServers.McpServerMachine,
    AgentGateway.Domain.McpServers.KnownTools,
    AgentGateway.Domain.McpServers.McpServerCommand>;

namespace AgentGateway.Domain.Tests.McpServers;

/// <summary>The law of what is remembered of an outside MCP server.</summary>
public sealed class McpServerTests
{
    private static readonly KnownTool Read = new("read", "digest of read");
    private static readonly KnownTool Write = new("write", "digest of write");
    private static readonly KnownTool Changed = Read with { Digest = "another digest" };
    private static readonly McpToolsSeen Seen = new("server", [Read]);

    [Fact]
    public void Tools_that_were_never_seen_are_accepted_in_the_order_of_their_names()
    {
        Decides([], new SightTools("server", [Write, Read, Write]), new McpToolsSeen("server", [Read, Write]));
        Decides([Seen], new SightTools("server", [Write, Read]), new McpToolsSeen("server", [Write]));
        Knows(new("server", [Read, Write]), Seen, new McpToolsSeen("server", [Write]));
    }

    [Fact]
    public void A_server_without_tools_is_remembered_too()
    {
        Decides([], new SightTools("server", []), new McpToolsSeen("server", []));
        Decides([new McpToolsSeen("server", [])], new SightTools("server", []));
    }

    [Fact]
    public void A_changed_tool_is_not_accepted_by_being_seen()
    {
        Decides([Seen], new SightTools("server", [Read]));
        Decides([Seen], new SightTools("server", [Changed]));
        Decides([Seen], new SightTools("server", [Changed, Write]), new McpToolsSeen("server", [Write]));
        Assert.Equal(Read.Digest, Story.Given(Seen).State.DigestOf("read"));
        Assert.Null(Story.Given(Seen).State.DigestOf("write"));
    }

    [Fact]
    public void A_tool_that_is_away_stays_known()
    {
        var story = Story.Given(Seen);
        story.When(new SightTools("server", []));
        Assert.Equal(Read.Digest, story.State.DigestOf("read"));
    }

    [Fact]
    public void Another_server_under_the_same_name_begins_anew()
    {
        Decides([Seen], new SightTools("other", [Changed]), new McpToolsSeen("other", [Changed]));
        Decides([Seen], new SightTools("other", []), new McpToolsSeen("other", []));
        Knows(new("other", [Changed]), Seen, new McpToolsSeen("other", [Changed]));
    }

    [Fact]
    public void A_person_accepts_the_tools_as_they_are_and_nothing_else_is_known()
    {
        Decides(
            [Seen],
            new AcceptTools("server", [Write, Changed], "ada"),
            new McpToolsAccepted("server", [Changed, Write], "ada"));
        Knows(new("server", [Write]), Seen, new McpToolsAccepted("server", [Write], "ada"));
    }

    [Fact]
    public void More_tools_than_are_remembered_are_refused()
    {
        var all = Many(McpServerMachine.ToolsMax);
        var full = new McpToolsSeen("server", all);
        Decides([], new SightTools("server", all), full);
        Story.Given().Refuses(new SightTools("server", Many(all.Length + 1)), McpServerMachine.TooManyTools);
        Story.Given(full).Refuses(new SightTools("server", [Write]), McpServerMachine.TooManyTools);
        Decides([full], new SightTools("other", [Write]), new McpToolsSeen("other", [Write]));
        Decides([full], new AcceptTools("server", all, "ada"), new McpToolsAccepted("server", all, "ada"));
        Story.Given(full)
            .Refuses(new AcceptTools("server", Many(all.Length + 1), "ada"), McpServerMachine.TooManyTools);
    }

    [Fact]
    public void A_server_owes_nothing_and_has_no_row()
    {
        Story[] stories =
            [Story.Given(), Story.Given(Seen), Story.Given(Seen, new McpToolsAccepted("server", [], "ada"))];
        foreach (var story in stories)
        {
            Assert.Empty(story.Owed);
            Assert.Empty(story.Rows);
        }
    }

    /// <summary>
    /// Compares as stored JSON, because lists within records are equal only when they are the same list.
    /// </summary>
    private static void Decides(DomainEvent[] given, McpServerCommand command, params DomainEvent[] then) =>
        Assert.Equal(Text(then), Text(McpServerMachine.Decide(Story.Given(given).State, command).Value));

    private static void Knows(KnownTools expected, params DomainEvent[] given) =>
        Assert.Equal(
            JsonSerializer.Serialize(expected, McpServerJson.Plain.KnownTools),
            JsonSerializer.Serialize(Story.Given(given).State, McpServerJson.Plain.KnownTools));

    private static string Text(IEnumerable<DomainEvent> events) =>
        string.Join('\n', events.Select(Line));

    private static string Line(DomainEvent happened) =>
        $"{happened.GetType().Name} {JsonSerializer.Serialize(happened, happened.GetType())}";

    private static KnownTool[] Many(int count) =>
        [.. Enumerable.Range(0, count)
            .Select(number => new KnownTool(number.ToString("0000", CultureInfo.InvariantCulture), "digest"))];
}
