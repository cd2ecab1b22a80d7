using System.Text.RegularExpressions;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Training;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Training;

internal static partial class ScheduleApi
{
    private const string Example = """
        {
          "cron": "0 0 2 ? * SUN", "reason": "Weekly retraining", "order": { "name": "loans", "data": { "ledger": {} }, "trainer": "logistic" }
        }
        """;

    public static void MapTrainingScheduleApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/training-schedules").WithTags("Training").RequireScope(Scope.Read | Scope.Models);

        group.MapGet("/", ListAsync).WithName("listTrainingSchedules")
            .WithSummary("Lists the schedules of training runs")
            .ProducesProblem(401).ProducesProblem(503);

        group.MapPut("/{name}", PutAsync).WithName("putTrainingSchedule").RequireScope(Scope.Models)
            .Accepts<ScheduleRequest>("application/json").WithExample(Example)
            .WithSummary("Puts a schedule of training runs, in place of one of the same name")
            .WithDescription("Each time that comes is ordered once, however many workers run; times that nobody saw are made up for by one run.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

        group.MapDelete("/{name}", DeleteAsync).WithName("deleteTrainingSchedule").RequireScope(Scope.Models)
            .WithSummary("Deletes a schedule; runs that it ordered stay")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Ok<IEnumerable<ScheduleResponse>>> ListAsync([FromServices] TrainingSchedules schedules, CancellationToken cancellationToken)
        => TypedResults.Ok((await schedules.ListAsync(cancellationToken)).Select(ScheduleResponse.Of));

    private static async Task<Results<Ok<ScheduleResponse>, ProblemHttpResult>> PutAsync(
        string name, HttpContext context, [FromServices] TrainingSchedules schedules, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadAsync(context.Request, OrderBody.MaxLength, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var errors = new FieldErrors();
            var (cron, reason, order) = OrderBody.ReadSchedule(document.RootElement, time.GetUtcNow(), errors);
            if (!ScheduleName().IsMatch(name))
            {
                errors.Add("name", "must have 1 to 63 characters of a-z, 0-9 and -, and begin with none of the last");
            }

            if (errors.Any)
            {
                return JsonBody.Refuse(errors);
            }

            await schedules.PutAsync(name, cron!, order!, reason!, context.GetCaller().Id, cancellationToken);
            return TypedResults.Ok(ScheduleResponse.Of((await schedules.ListAsync(cancellationToken)).Single(schedule => schedule.Name == name)));
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name, HttpContext context, [FromServices] TrainingSchedules schedules, CancellationToken cancellationToken)
        => await schedules.DeleteAsync(name, context.GetCaller().Id, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no schedule {name}.", statusCode: StatusCodes.Status404NotFound);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex ScheduleName();
}
