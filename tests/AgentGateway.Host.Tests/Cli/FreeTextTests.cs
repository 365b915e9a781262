using AgentGateway.Cli;
using AgentGateway.Cli.Verbs.Threads;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>The last words of a verb are its text; what is piped into the program stands in for them.</summary>
public sealed class FreeTextTests
{
    private const string Thread = "thr_01kabcdefghjkmnpqrstvwxyz0";

    [Theory]
    [InlineData("hello there", "hello", "there")]
    [InlineData("piped")]
    [InlineData("piped", "-")]
    public void Words_are_the_text_else_what_is_piped(string expected, params string[] words) =>
        Assert.Equal(expected, FreeText.Of(words, "TEXT", isRequired: true, () => "piped").Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_words_and_input_it_is_a_usage_error(string? piped)
    {
        Assert.Equal("usage", FreeText.Of([], "TEXT", isRequired: true, () => piped).Rejection!.Code);
        Assert.Equal("usage", FreeText.Of(["-"], "TEXT", isRequired: false, () => piped).Rejection!.Code);
    }

    [Fact]
    public void A_text_that_is_not_needed_does_not_wait_for_input() =>
        Assert.Equal("", FreeText.Of([], "REASON", isRequired: false, () => throw new InvalidOperationException()).Value);

    [Theory]
    [InlineData(Thread, "", Thread)]
    [InlineData(Thread, "hello", Thread, "hello")]
    [InlineData(null, "hello " + Thread, "hello", Thread)]
    public void An_id_alone_is_never_the_message(string? thread, string text, params string[] given)
    {
        var (found, words) = ThreadSendVerb.Divided(given, null);

        Assert.Equal(thread, found);
        Assert.Equal(text, string.Join(' ', words));
    }

    [Fact]
    public void Where_an_option_names_the_thread_all_words_are_the_message() =>
        Assert.Equal([Thread], ThreadSendVerb.Divided([Thread], "notes").Words);
}
