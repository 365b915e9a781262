using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using static AgentGateway.Domain.Tests.Threads.Agent;
using static AgentGateway.Domain.Tests.Threads.Happened;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>What messages do to the queue of a thread.</summary>
public sealed class MessageTests
{
    [Fact]
    public void A_message_starts_a_turn_of_the_owner() => ThreadStory.GivenThread()
        .WhenPosted("Why?")
        .Then(Asked(1, "Why?", turn: 1), Running(1, Svarog, 1))
        .ThenOwed(new RunTurn("", Id.Turn(1)));

    [Fact]
    public void A_message_may_begin_its_thread_which_it_then_names() => ThreadStory.Given()
        .When(Orders.Post(
            "  Why is the sky blue?\nAnd the sea?") with { Opening = Orders.Open(ThreadStory.Thread, Svarog) })
        .Then(
            new ThreadCreated(null, Svarog, null, "operator"),
            new ThreadRenamed("Why is the sky blue?", Automatic: true),
            Asked(1, "  Why is the sky blue?\nAnd the sea?", turn: 1),
            Running(1, Svarog, 1));

    [Fact]
    public void A_thread_that_has_a_title_keeps_it() => ThreadStory.Given()
        .When(Orders.Post("Why?") with { Opening = Orders.Open(ThreadStory.Thread, Svarog, " Colours ") })
        .Then(new ThreadCreated("Colours", Svarog, null, "operator"), Asked(1, "Why?", turn: 1), Running(1, Svarog, 1));

    [Fact]
    public void A_long_first_line_is_cut_at_a_word() => ThreadStory.Given()
        .When(Orders.Post(
            "Why is the sky blue in the morning and red at night?") with
            {
                Opening = Orders.Open(ThreadStory.Thread, Svarog),
            })
        .ThenAmongOthers(new ThreadRenamed("Why is the sky blue in the morning and…", Automatic: true));

    [Fact]
    public void A_fork_numbers_its_messages_on_from_its_source() => ThreadStory.Given(
            new ThreadCreated("Fork", Svarog, null, "operator", Fork: new(new("thr_1"), 7)))
        .WhenPosted("Why?")
        .Then(new MessagePosted(Asked(1, "Why?", turn: 1).Message with { Seq = 8 }), Running(1, Svarog, 1));

    [Fact]
    public void What_was_attached_is_kept_with_the_message() => ThreadStory.GivenThread()
        .When(Orders.Post("See @notes.txt") with { Attachments = [new("notes.txt", "Blue", true)] })
        .Then(
            new MessagePosted(
                Asked(1, "See @notes.txt", turn: 1).Message with { Attachments = [new("notes.txt", "Blue", true)] }),
            Running(1, Svarog, 1));

    [Fact]
    public void While_a_turn_runs_messages_wait_in_order() => ThreadStory.GivenThread()
        .WhenPosted("One")
        .WhenPosted("Two").Then(Asked(2, "Two", turn: 2), Queued(2, Svarog, 2))
        .WhenPosted("Three").Then(Asked(3, "Three", turn: 3), Queued(3, Svarog, 3))
        .ThenOwed(new RunTurn("", Id.Turn(1)))
        .WhenCompleted(1).Then(Answered(4, Svarog, 1), Completed(1, Svarog, reply: 4), Started(2, Svarog))
        .WhenCompleted(2).Then(Answered(5, Svarog, 2), Completed(2, Svarog, reply: 5), Started(3, Svarog))
        .WhenCompleted(3).Then(Answered(6, Svarog, 3), Completed(3, Svarog, reply: 6))
        .ThenOwed();

    [Fact]
    public void Collected_messages_are_answered_by_one_turn() => ThreadStory.GivenThread()
        .WhenPosted("One")
        .WhenPosted("Two", SendMode.Collect).Then(Asked(2, "Two", turn: 2), Queued(2, Svarog, 2))
        .WhenPosted("Three", SendMode.Collect).Then(Asked(3, "Three", turn: 2), Extended(2, 3))
        .WhenCompleted(1).ThenAmongOthers(Started(2, Svarog));

    [Fact]
    public void A_collected_message_joins_what_waits_already() => ThreadStory.GivenThread()
        .WhenPosted("One")
        .WhenPosted("Two")
        .WhenPosted("Three", SendMode.Collect).Then(Asked(3, "Three", turn: 2), Extended(2, 3));

    [Theory]
    [InlineData(SendMode.Collect)]
    [InlineData(SendMode.Steer)]
    [InlineData(SendMode.Interrupt)]
    public void Where_nothing_runs_every_mode_starts_a_turn(SendMode mode) => ThreadStory.GivenThread()
        .WhenPosted("One", mode)
        .Then(Asked(1, "One", turn: 1), Running(1, Svarog, 1) with { First = mode == SendMode.Interrupt });

    [Fact]
    public void A_steering_message_reaches_the_running_turn() => ThreadStory.GivenThread()
        .WhenPosted("One")
        .WhenPosted("Two")
        .WhenPosted("No, like this", SendMode.Steer).Then(Asked(3, "No, like this", turn: 1), Extended(1, 3));

    [Fact]
    public void What_is_steered_into_a_turn_that_makes_calls_is_seen_by_its_next_step() =>
        ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("One")
        .WhenPosted("No, like this", SendMode.Steer)
        .When(Orders.Step(Id.Turn(1), "Well", new ToolCall("call_1", "time", "{}")), "svarog")
        .WhenPosted("Like that", SendMode.Steer)
        .When(new SettleTool(Id.Turn(1), "call_1", "Noon", ToolOutcomeKind.Succeeded), "svarog")
        .WhenCompleted(1).ThenAmongOthers(Reacting(2, TurnKind.Contribution, Rarog, 1, 1, 2, 4));

    [Fact]
    public void What_is_steered_into_the_last_step_is_answered_next() => ThreadStory.GivenThread(Joined(Rarog))
        .WhenPosted("One")
        .WhenPosted("Two")
        .WhenPosted("No, like this", SendMode.Steer)
        .WhenCompleted(1).Then(
            Answered(4, Svarog, 1), Completed(1, Svarog, reply: 4),
            Reacting(3, TurnKind.Contribution, Rarog, 1, 1),
            Noted(5, "A message came while svarog finished; it is answered next."),
            Running(4, Svarog, 3) with { First = true })
        .WhenCompleted(4).ThenAmongOthers(Started(2, Svarog));

    [Fact]
    public void What_is_steered_in_before_advice_came_is_seen_by_the_answer() =>
        ThreadStory.GivenThread(Joined(Weles, AdviceTime.Before))
        .WhenPosted("One")
        .WhenPosted("No, like this", SendMode.Steer)
        .WhenCompleted(2).WhenCompleted(1).ThenNo<TurnQueued>();

    [Fact]
    public void An_interruption_ends_the_running_turn_and_goes_next() => ThreadStory.GivenThread()
        .WhenPosted("One")
        .WhenPosted("Two")
        .When(Orders.Post("Stop!", SendMode.Interrupt, (Id.Turn(1), "Let me")))
        .Then(
            Broken(3, Svarog, 1, "Let me"),
            Ended(1, TurnStatus.Interrupted, "operator"),
            Asked(4, "Stop!", turn: 3),
            Running(3, Svarog, 4) with { First = true })
        .WhenCompleted(3).ThenAmongOthers(Started(2, Svarog));

    [Fact]
    public void A_full_queue_says_so() => ThreadStory.GivenThread()
        .WhenPosted("1").WhenPosted("2").WhenPosted("3").WhenPosted("4").WhenPosted("5").WhenPosted("6")
        .WhenPosted("7").ThenRefused(ThreadRejections.QueueFull(6))
        .When(Orders.Post("7", SendMode.Interrupt)).ThenAmongOthers(Ended(1, TurnStatus.Interrupted, "operator"));

    [Theory]
    [InlineData(SendMode.Collect)]
    [InlineData(SendMode.Steer)]
    public void A_turn_answers_so_many_messages_and_no_more(SendMode mode) => ThreadStory.GivenThread(
            Asked(1, "One", turn: 1), Running(1, Svarog, 1), Asked(2, "Two", turn: 2), Queued(2, Svarog, 2),
            Extended(1, 1), Extended(1, 1), Extended(2, 2), Extended(2, 2))
        .WhenPosted("Three", mode)
        .ThenRefused(ThreadRejections.TooManyMessages(3));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public void An_empty_message_is_refused(string text) =>
        ThreadStory.GivenThread().WhenPosted(text).ThenRefused(ThreadRejections.EmptyText);

    [Fact]
    public void A_message_that_is_too_long_is_refused_with_the_limit() => ThreadStory.GivenThread()
        .WhenPosted(new('x', 800)).ThenAmongOthers(Running(1, Svarog, 1))
        .WhenPosted(new('x', 801)).ThenRefused(ThreadRejections.TextTooLong(801, 800));

    [Theory]
    [InlineData("Why?")]
    [InlineData("@rarog look at it")]
    [InlineData("!rarog look at it")]
    [InlineData("/handoff rarog")]
    public void An_archived_thread_takes_no_messages(string text) => ThreadStory.GivenThread(new ThreadArchived())
        .WhenPosted(text).ThenRefused(ThreadRejections.Archived);

    [Fact]
    public void Nothing_can_be_asked_of_a_thread_that_does_not_exist() =>
        ThreadStory.Given().WhenPosted("Why?").ThenRefused(ThreadRejections.UnknownThread);
}
