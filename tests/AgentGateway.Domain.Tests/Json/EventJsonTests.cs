using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Tests.Threads;

namespace AgentGateway.Domain.Tests.Json;

/// <summary>What is in journals is read for ever, so its form is held here to the letter.</summary>
public sealed class EventJsonTests
{
    private const string UpdateVariable = "AGENTGATEWAY_UPDATE_SNAPSHOTS";

    private static readonly string VerifiedFile = Path.Combine(ProjectFolder(), "Json", "EventJson.verified.json");

    [Fact]
    public void Events_are_stored_as_they_always_were()
    {
        var lines = EventExamples.All.Select(
            example => $$"""  {"type":"{{Stored.Kinds.NameOf(example)}}","data":{{Text(example)}}}""");
        var actual = $"[\n{string.Join(",\n", lines)}\n]\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") File.WriteAllText(VerifiedFile, actual);
        var verified = File.Exists(VerifiedFile) ? File.ReadAllText(VerifiedFile) : "";
        if (actual == verified) return;
        var (was, now) = (verified.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, now.Length).First(i => i >= was.Length || was[i] != now[i]);
        Assert.Fail(
            $"The stored form of events changed, at line {at + 1}:\n- {was.ElementAtOrDefault(at)}\n+ {now[at]}\n"
            + "Journals in use hold the old form: add properties, never rename or remove them. If the new form reads "
            + "the old one, accept it with "
            + $"{UpdateVariable}=1 dotnet test tests/AgentGateway.Domain.Tests and commit Json/EventJson.verified.json.");
    }

    [Fact]
    public void Every_type_of_event_has_an_example()
    {
        var shown = EventExamples.All.Select(example => example.GetType()).ToHashSet();
        Assert.Empty(Stored.Kinds.Events.Where(row => !shown.Contains(row.Type)).Select(row => row.Name));
        var declared = typeof(DomainEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract);
        Assert.Empty(declared.Except(Stored.Kinds.Events.Select(row => row.Type)).Select(type => type.Name));
    }

    [Fact]
    public void The_examples_show_every_property()
    {
        foreach (var ofType in EventExamples.All.GroupBy(example => example.GetType()))
        {
            var declared = Stored.Kinds.Of(ofType.First()).Json.Properties.Select(property => property.Name);
            var shown = ofType.SelectMany(
                example =>
                    JsonDocument.Parse(Text(example)).RootElement.EnumerateObject()).Select(property => property.Name);
            Assert.Equal([], declared.Except(shown).Select(property => $"{ofType.Key.Name}.{property}"));
        }
    }

    [Fact]
    public void What_is_stored_is_read_back_whole()
    {
        foreach (var example in EventExamples.All)
            Assert.Equivalent(
                example,
                Stored.Kinds.Read(Stored.Kinds.NameOf(example), Encoding.UTF8.GetBytes(Text(example))),
                strict: true);
    }

    [Fact]
    public void A_verified_event_is_read_by_this_version()
    {
        using var verified = JsonDocument.Parse(File.ReadAllText(VerifiedFile));
        Assert.Equal(
            EventExamples.All.Select(StateText.Of),
            verified.RootElement.EnumerateArray().Select(line => StateText.Of(Stored.Kinds.Read(
                line.GetProperty("type")
                    .GetString()!, Encoding.UTF8.GetBytes(line.GetProperty("data").GetRawText())))));
    }

    [Fact]
    public void An_event_of_a_newer_version_is_told_from_a_damaged_one()
    {
        Assert.Throws<NotSupportedException>(() => Stored.Kinds.Read("thread.dreamt", "{}"u8));
        Assert.Throws<JsonException>(() => Stored.Kinds.Read("thread.renamed", "{"u8));
        Assert.Throws<JsonException>(() => Stored.Kinds.Read("thread.renamed", "null"u8));
        Assert.Throws<JsonException>(() => Stored.Kinds.Read("thread.renamed", "{\"title\":7}"u8));
    }

    [Fact]
    public void A_property_of_a_newer_version_is_passed_over() =>
        Assert.Equal(new Domain.Threads.ThreadArchived(), Stored.Kinds.Read("thread.archived", "{\"why\":\"done\"}"u8));

    private static string Text(DomainEvent domainEvent) => Encoding.UTF8.GetString(Stored.Kinds.Write(domainEvent));

    private static string ProjectFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (folder.GetFiles("AgentGateway.Domain.Tests.csproj").Length > 0) return folder.FullName;
        throw new DirectoryNotFoundException("The project's folder is not above the test's own.");
    }
}
