using AgentGateway.Agents.Definitions;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Runtime.Roster;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Agents.Tests.Definitions;

public sealed class AgentSourceTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("agentgateway-agents-");
    private readonly AgentCatalogue _catalogue = new();

    public void Dispose() => _data.Delete(true);

    [Fact]
    public void Settings_overlay_what_is_shipped_key_by_key()
    {
        using var source = Start("svarog:model=openai/gpt-5.1", "perun:persona=You are Perun.", "perun:aliases:0=oak");
        var svarog = _catalogue.Roster.Find("main");
        Assert.Equal(("svarog", "openai/gpt-5.1"), (svarog?.Id.Value, svarog?.Model));
        Assert.StartsWith("You are Svarog", svarog?.Persona);
        Assert.Equal("You are Perun.", _catalogue.Roster.Find("oak")?.Persona);
        Assert.Empty(source.Problems);
    }

    [Fact]
    public void A_file_overlays_settings_and_what_is_shipped()
    {
        Write("mine.md", "---\nid: weles\nmodel: ollama/qwen3\n---\nCheck everything twice.");
        using var source = Start("weles:model=openai", "weles:name=The Checker");
        var weles = _catalogue.Roster.Find("weles");
        Assert.Equal(
            ("The Checker", "ollama/qwen3", "Check everything twice."), (weles?.Name, weles?.Model, weles?.Persona));
    }

    [Fact]
    public void A_broken_file_leaves_its_agent_as_it_was_and_says_why()
    {
        Write("perun.md", "First.");
        using var source = Start();
        Write("perun.md", "---\nwhen: whenever\n---\nSecond.");
        source.Reload();
        Assert.Equal("First.", _catalogue.Roster.Find("perun")?.Persona);
        Assert.Contains("agents/perun.md", Assert.Single(source.Problems).Message);
        Write("perun.md", "Third.");
        source.Reload();
        Assert.Equal("Third.", _catalogue.Roster.Find("perun")?.Persona);
        Assert.Empty(source.Problems);
    }

    [Fact]
    public void A_file_that_is_removed_takes_its_agent_with_it()
    {
        Write("perun.md", "First.");
        using var source = Start();
        File.Delete(Path.Combine(_data.FullName, "agents", "perun.md"));
        source.Reload();
        Assert.Null(_catalogue.Roster.Find("perun"));
    }

    [Fact]
    public void Two_files_of_one_agent_are_a_problem_and_the_first_counts()
    {
        Write("a.md", "---\nid: perun\n---\nFirst.");
        Write("b.md", "---\nid: perun\n---\nSecond.");
        using var source = Start();
        Assert.Equal("First.", _catalogue.Roster.Find("perun")?.Persona);
        Assert.Equal("duplicate_agent", Assert.Single(source.Problems).Code);
    }

    [Fact]
    public void An_alias_that_is_taken_is_a_problem()
    {
        Write("perun.md", "---\naliases: [main]\n---\nMe too.");
        using var source = Start();
        Assert.Equal("duplicate_alias", Assert.Single(source.Problems).Code);
        Assert.Null(_catalogue.Roster.Find("perun"));
    }

    [Fact]
    public void A_persona_may_stand_in_a_file_beside()
    {
        File.WriteAllText(Path.Combine(_data.FullName, "perun.txt"), "You thunder.");
        using var source = Start("perun:persona_file=perun.txt", "gone:persona_file=nowhere.txt");
        Assert.Equal("You thunder.", _catalogue.Roster.Find("perun")?.Persona);
        Assert.Contains("nowhere.txt", Assert.Single(source.Problems).Message);
    }

    [Fact]
    public async Task A_change_is_noticed_without_being_asked()
    {
        // The debounce is over at once; the signal is the operating system's.
        using var source = Start(new FakeClock(TimeSpan.FromSeconds(1)));
        var changed = new TaskCompletionSource();
        _catalogue.Changed += () =>
        {
            if (_catalogue.Roster.Find("perun") is { Persona: "New." }) changed.TrySetResult();
        };
        Write("perun.md", "New.");
        await changed.Task.WaitAsync(Limits.Signal);
    }

    private AgentSource Start(params string[] settings) => Start(TimeProvider.System, settings);

    private AgentSource Start(TimeProvider time, params string[] settings)
    {
        var source = new AgentSource(
            ModelDrivers.Pairs(settings), _data.FullName, _catalogue, time, NullLogger<AgentSource>.Instance);
        source.Start();
        return source;
    }

    private void Write(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data.FullName, "agents"));
        File.WriteAllText(Path.Combine(folder.FullName, name), text);
    }
}
