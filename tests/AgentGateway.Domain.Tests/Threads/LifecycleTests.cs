using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>How threads begin and change as a whole.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public void A_thread_is_opened_once() => ThreadStory.Given()
        .When(Orders.Open(ThreadStory.Thread, Svarog, " Title "))
            .Then(new ThreadCreated("Title", Svarog, null, "operator"))
        .When(Orders.Open(ThreadStory.Thread, Rarog, "Other")).Then();

    [Fact]
    public void A_fork_knows_where_it_comes_from() => ThreadStory.Given()
        .When(Orders.Open(ThreadStory.Thread, Svarog, null, new(new("thr_1"), 7)))
        .Then(new ThreadCreated(null, Svarog, null, "operator", Fork: new(new("thr_1"), 7)));

    [Fact]
    public void Only_what_is_new_is_changed() => ThreadStory.GivenThread()
        .When(new ChangeThread(" New ", true, true))
            .Then(new ThreadRenamed("New"), new ThreadArchived(), new ThreadPinned())
        .When(new ChangeThread("New", true, true)).Then()
        .When(new ChangeThread(null, false, false)).Then(new ThreadUnarchived(), new ThreadUnpinned());

    [Fact]
    public void A_change_says_what_to_change() => ThreadStory.GivenThread()
        .When(new ChangeThread(null, null, null)).ThenRefused(ThreadRejections.NothingToChange);

    [Fact]
    public void A_title_says_something_in_a_few_words() => ThreadStory.GivenThread()
        .When(new ChangeThread(" ", null, null))
            .ThenRefused(new("empty_title", "The title is empty.", "Give a title, or leave it out."))
        .When(new ChangeThread(new('x', 40), null, null)).ThenAmongOthers(new ThreadRenamed(new('x', 40)))
        .When(new ChangeThread(new('x', 41), null, null)).ThenRefused(ThreadRejections.TitleTooLong(41, 40));

    [Theory]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("Why is the sky blue in the morning and red at night?")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx😀😀😀")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx😀😀😀")]
    public void A_title_made_of_a_text_is_one_that_could_have_been_given(string text)
    {
        var title = ThreadStory.Given()
            .When(Orders.Post(text) with { Opening = Orders.Open(ThreadStory.Thread, Svarog) })
            .State.Title!;
        ThreadStory.Given()
            .When(Orders.Open(ThreadStory.Thread, Svarog, title))
            .Then(new ThreadCreated(title, Svarog, null, "operator"));
        Assert.False(
            char.IsHighSurrogate(title[^1]) || title.Length > 1 && char.IsHighSurrogate(title[^2]),
            "A character is not cut in half.");
    }

    [Fact]
    public void A_summary_stands_for_what_came_before_and_only_for_models() =>
        ThreadStory.GivenThread(Asked(1, "Why?"), Asked(2, "And how?"))
        .When(new CompactThread(2, "They asked why and how."), "daemon").Then(
            Noted(3, "They asked why and how.", Visibility.Hidden), new ThreadCompacted(2, Id.Message(3)))
        .When(new CompactThread(2, "They asked."), "daemon").Then()
        .When(new CompactThread(4, "They asked."), "daemon").Then();
}
