using System.CommandLine;
using CreditAI.Cli.Data;
using CreditAI.Cli.Evaluate;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using CreditAI.Cli.Score;
using CreditAI.Cli.Scorecards.Bins;
using CreditAI.Cli.Scorecards.Drift;
using CreditAI.Cli.Train;

var root = new RootCommand("Trains fair credit scorecards, measures them, and scores applications with exact reasons.");
root.AddDataCommand();
root.AddTrainCommand();
root.AddEvaluateCommand();
root.AddScoreCommand();
root.AddBinsCommand();
root.AddDriftCommand();
root.AddModelsCommand();
return await root.RunAsync(args);
